import * as z from 'zod';

export const SessionStatus = z
  .enum([
    'booked',
    'ready',
    'active',
    'paused',
    'submitted',
    'expired',
    'marking',
    'scored',
    'released',
    'voided',
  ])
  .meta({ id: 'SessionStatus' });
export type SessionStatus = z.infer<typeof SessionStatus>;
