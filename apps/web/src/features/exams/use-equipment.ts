import { listCertifications } from '../../shared/api/generated-candidate/sdk.gen.ts';
import { onMounted, onUnmounted, readonly, ref, type Ref } from 'vue';

export type CheckState = 'checking' | 'passed' | 'attention';

export interface EquipmentCheck {
  readonly id: 'storage' | 'clock' | 'connection' | 'keyboard';
  readonly state: CheckState;
  /** Milliseconds of a round trip, or minutes the clock is off. */
  readonly amount: number;
}

const slowRoundTripMs = 1500;
const patienceMs = 10_000;

/** Checks what an exam needs of this browser. Nothing here blocks the start. */
export function useEquipment(): {
  checks: Readonly<Ref<readonly EquipmentCheck[]>>;
  repeat: () => Promise<void>;
} {
  const checks = ref<EquipmentCheck[]>([]);

  function report(check: EquipmentCheck): void {
    checks.value = checks.value.map((known) => (known.id === check.id ? check : known));
  }

  async function repeat(): Promise<void> {
    checks.value = (['storage', 'clock', 'connection', 'keyboard'] as const).map((id) => ({
      id,
      state: 'checking',
      amount: 0,
    }));
    void checkStorage().then(report);
    for (const check of await checkServer()) report(check);
  }

  function noticeKey(event: KeyboardEvent): void {
    if (event.key !== 'Tab') report({ id: 'keyboard', state: 'passed', amount: 0 });
  }

  onMounted(() => {
    addEventListener('keydown', noticeKey);
    void repeat();
  });
  onUnmounted(() => removeEventListener('keydown', noticeKey));
  return { checks: readonly(checks), repeat };
}

async function checkStorage(): Promise<EquipmentCheck> {
  const { canKeepAnswers } = await import('../exam-sessions/device/device-check.ts');
  return { id: 'storage', state: (await canKeepAnswers()) ? 'passed' : 'attention', amount: 0 };
}

/** One request that anyone may make tells both: how long a round trip takes, and what the server's clock says. */
async function checkServer(): Promise<readonly EquipmentCheck[]> {
  const sentAt = performance.now();
  const signal = AbortSignal.timeout(patienceMs);
  const reply = await listCertifications({ cache: 'no-store', signal }).catch(() => null);
  const milliseconds = Math.round(performance.now() - sentAt);
  const serverTime = Date.parse(reply?.response.headers.get('Date') ?? '');
  const minutesOff = Math.round(Math.abs(Date.now() - serverTime) / 60_000);
  return [
    {
      id: 'connection',
      state: reply !== null && milliseconds < slowRoundTripMs ? 'passed' : 'attention',
      amount: reply === null ? 0 : milliseconds,
    },
    { id: 'clock', state: minutesOff < 2 ? 'passed' : 'attention', amount: minutesOff || 0 },
  ];
}
