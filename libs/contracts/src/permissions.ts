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
  'outcome:read',
  'item:read',
  'key:read',
] as const;
export type Permission = (typeof permissions)[number];

const everyone: readonly Permission[] = ['account:own', 'access-token:own', 'exam:read'];
const takingExams: readonly Permission[] = [
  'exam-session:book',
  'exam-session:respond',
  'exam-session:read',
  'outcome:read',
];
const bank: readonly Permission[] = ['item:read', 'key:read'];

export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  candidate: [...everyone, ...takingExams],
  instructor: [...everyone, ...takingExams, ...bank],
  reviewer: [...everyone, ...takingExams, ...bank],
  proctor: [...everyone],
  administrator: [...everyone, ...takingExams, ...bank],
};

export function mayDo(ownRoles: readonly Role[], permission: Permission): boolean {
  return ownRoles.some((role) => permissionsOf[role].includes(permission));
}
