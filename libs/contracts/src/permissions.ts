/** Who may do what. Handlers name a permission, never a role. */
export const roles = ['candidate', 'instructor', 'reviewer', 'proctor', 'administrator'] as const;
export type Role = (typeof roles)[number];

export const permissions = [
  'account:own',
  'access-token:own',
  'exam:read',
  'exam-session:book',
  'exam-session:respond',
  'exam-session:read',
  'exam-session:watch',
  'exam-session:proctor',
  'exam-session:overrule',
  'accommodation:request',
  'accommodation:decide',
  'audit:read',
  'outcome:read',
  'item:read',
  'key:read',
  'item:write',
  'item:review',
  'item:publish',
  'exam:write',
  'exam:publish',
] as const;
export type Permission = (typeof permissions)[number];

const everyone: readonly Permission[] = ['account:own', 'access-token:own', 'exam:read'];
const takingExams: readonly Permission[] = [
  'exam-session:book',
  'exam-session:respond',
  'exam-session:read',
  'accommodation:request',
  'outcome:read',
];
/** Live sessions: see them, grant time, pause, note. */
const proctoring: readonly Permission[] = [
  'exam-session:watch',
  'exam-session:proctor',
  'accommodation:decide',
];
const bank: readonly Permission[] = ['item:read', 'key:read'];
const writing: readonly Permission[] = [
  'item:write',
  'item:review',
  'item:publish',
  'exam:write',
  'exam:publish',
];

export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  candidate: [...everyone, ...takingExams],
  instructor: [...everyone, ...takingExams, ...bank, ...writing, ...proctoring, 'exam-session:overrule'],
  reviewer: [...everyone, ...takingExams, ...bank, 'item:review'],
  proctor: [...everyone, ...proctoring],
  administrator: [
    ...everyone,
    ...takingExams,
    ...bank,
    ...writing,
    ...proctoring,
    'exam-session:overrule',
    'audit:read',
  ],
};

export function mayDo(ownRoles: readonly Role[], permission: Permission): boolean {
  return ownRoles.some((role) => permissionsOf[role].includes(permission));
}
