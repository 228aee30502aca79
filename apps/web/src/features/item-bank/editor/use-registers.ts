import type { BankRegisters } from '@attest/contracts';
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { readRegistersOptions } from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';

const none: BankRegisters = { certifications: [], sources: [], errors: [] };

/** What authors choose from; empty until it is there. */
export function useRegisters() {
  const { data } = useQuery({ ...readRegistersOptions(), staleTime: 300_000 });
  const registers = computed(() => data.value ?? none);
  return {
    certifications: computed(() => registers.value.certifications),
    sources: computed(() => registers.value.sources),
    errors: computed(() => registers.value.errors),
  };
}
