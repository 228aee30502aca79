import { ExamSession, RunningSession, type CandidateForm } from '@attest/contracts';
import { idsOf, outlineOf } from '../../apps/api/src/modules/exam-sessions/form-outline.ts';
import { packForm } from '../../apps/api/src/modules/exam-sessions/running-session-reply.ts';
import type { BenchDatabase } from './database-of-bench.ts';
import { requestText, Wire } from './wire.ts';

/** One candidate in the middle of an exam, as the client knows them. */
export interface Sitting {
  readonly sessionId: string;
  readonly cookie: string;
}

export interface Population {
  readonly sittings: readonly Sitting[];
  /** Items of every session's form that take one choice, with the ids of the choices. */
  readonly items: readonly { readonly id: string; readonly choices: readonly string[] }[];
}

const itemsInForm = 60;
const savedBefore = 40;

/**
 * Fills the database with sessions under way: one is booked through the product, with a form of sixty
 * items made of its own, the others are copies with candidates and sign-ins of their own.
 */
export async function populate(database: BenchDatabase, port: number, sessions: number): Promise<Population> {
  const { session, form } = await bookOne(port);
  const large = enlarged(form);
  const body = JSON.stringify(large);
  await database.rows(
    `UPDATE session_forms SET body = convert_to($2, 'UTF8'), outline = $3, ids = $4, packed = $5 WHERE session_id = $1`,
    [session.id, body, outlineOf(large), idsOf(large), await packForm(body)],
  );
  for (let first = 1; first <= sessions; first += 1_000) {
    await copySessions(database, session.id, first, Math.min(first + 999, sessions));
  }
  await database.rows(`ANALYZE`);
  return {
    sittings: Array.from({ length: sessions }, (_, at) => sittingOf(at + 1)),
    items: large.items.flatMap(({ id, interactions: [interaction] }) =>
      interaction?.kind === 'choice' ? [{ id, choices: interaction.choices.map((choice) => choice.id) }] : [],
    ),
  };
}

/** By number, so that pgbench can name them too. */
export function sittingOf(number: number): Sitting {
  return { sessionId: `00000000-0000-7000-8000-${padded(number)}`, cookie: `bench-${padded(number)}` };
}

function padded(number: number): string {
  return String(number).padStart(12, '0');
}

async function bookOne(port: number): Promise<{ session: ExamSession; form: CandidateForm }> {
  const base = `http://localhost:${String(port)}`;
  const headers = { 'x-requested-with': 'attest', origin: base, 'content-type': 'application/json' };
  const person = { email: 'bench@example.org', displayName: 'Bench', password: 'plum harbour 47 lantern' };
  const registered = await fetch(`${base}/api/accounts`, {
    method: 'POST',
    headers,
    body: JSON.stringify(person),
  });
  const cookie = /attest=([^;]+)/.exec(registered.headers.get('set-cookie') ?? '')?.[1] ?? null;
  const wire = new Wire(port);
  const post = async (path: string, body?: unknown) => {
    const answer = await wire.ask(
      requestText('POST', path, { cookie, body, port }).replace(/accept-enc.*\r\n/, ''),
    );
    if (answer.status >= 300) throw new Error(`${path}: ${String(answer.status)} ${answer.body}`);
    return JSON.parse(Buffer.from(answer.body, 'latin1').toString('utf8')) as unknown;
  };
  const session = ExamSession.parse(
    await post('/api/exam-sessions', { examId: 'caisa-sampler', mode: 'exam' }),
  );
  const { form } = RunningSession.parse(await post(`/api/exam-sessions/${session.id}/start`));
  wire.close();
  return { session, form };
}

/** The sampler is short; the forms that are sat are not. */
function enlarged(form: CandidateForm): CandidateForm {
  const items = Array.from({ length: itemsInForm }, (_, at) => {
    const item = form.items[at % form.items.length];
    if (item === undefined) throw new Error('the sampler has items');
    return { ...item, id: `${item.id}-${String(at)}`.slice(0, 60), number: at + 1 };
  });
  return { ...form, items };
}

async function copySessions(database: BenchDatabase, of: string, first: number, last: number) {
  const range = [first, last];
  const number = `lpad(n::text, 12, '0')`;
  const account = `('00000000-0000-7000-9000-' || ${number})::uuid`;
  const session = `('00000000-0000-7000-8000-' || ${number})::uuid`;
  const numbers = `generate_series($1::int, $2::int) n`;
  await database.rows(
    `INSERT INTO accounts (id, email, display_name, password_hash, created_at)
     SELECT ${account}, 'bench-' || n || '@example.org', 'Bench ' || n, a.password_hash, attest_now()
     FROM ${numbers}, accounts a WHERE a.email = 'bench@example.org'`,
    range,
  );
  await database.rows(
    `INSERT INTO account_roles (account_id, role) SELECT ${account}, 'candidate' FROM ${numbers}`,
    range,
  );
  await database.rows(
    `INSERT INTO sign_ins (id, account_id, reference_hash, created_at, password_checked_at, expires_at)
     SELECT ${account}, ${account}, sha256(convert_to('bench-' || ${number}, 'UTF8')), attest_now(), attest_now(),
       attest_now() + interval '1 day' FROM ${numbers}`,
    range,
  );
  const { columns, values } = await copiedColumns(database, 'exam_sessions', {
    session_id: session,
    candidate_id: account,
    held_by: account,
    item_count: String(itemsInForm),
    deadline: `attest_now() + interval '10 hours'`,
  });
  await database.rows(
    `INSERT INTO exam_sessions (${columns}) SELECT ${values} FROM ${numbers}, exam_sessions t WHERE t.session_id = $3`,
    [...range, of],
  );
  const booking = await copiedColumns(database, 'bookings', { session_id: session, account_id: account });
  await database.rows(
    `INSERT INTO bookings (${booking.columns}) SELECT ${booking.values} FROM ${numbers}, bookings t WHERE t.session_id = $3`,
    [...range, of],
  );
  for (const table of ['session_forms', 'sealing_keys', 'session_logs', 'session_events']) {
    const copied = await copiedColumns(database, table, { session_id: session });
    await database.rows(
      `INSERT INTO ${table} (${copied.columns}) SELECT ${copied.values} FROM ${numbers}, ${table} t WHERE t.session_id = $3`,
      [...range, of],
    );
  }
  await database.rows(
    `INSERT INTO responses (session_id, item_no, revision, epoch, value, marks, saved_at)
     SELECT ${session}, i, 1, 1, '{"RESPONSE":{"kind":"choice","selected":["abcdefgh"]}}', '{"secondsSpent":30}', attest_now()
     FROM ${numbers}, generate_series(1, ${String(savedBefore)}) i`,
    range,
  );
}

/** Whatever columns the table has by now: a copy differs in those that are named. */
async function copiedColumns(
  database: BenchDatabase,
  table: string,
  changed: Readonly<Record<string, string>>,
): Promise<{ columns: string; values: string }> {
  const rows = await database.rows<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  return {
    columns: names.join(', '),
    values: names.map((name) => changed[name] ?? `t.${name}`).join(', '),
  };
}
