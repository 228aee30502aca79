import { permissionsOf, type Role } from '@attest/contracts/permissions';
import { expect, it } from 'vitest';
import { isInWorkspace, workspaceStart } from './workspace-sections.ts';

it.each<[Role, string | null]>([
  ['candidate', null],
  ['proctor', '/monitor'],
  ['reviewer', '/bank'],
  ['instructor', '/bank'],
  ['administrator', '/bank'],
])('the workspace of a %s begins at %s', (role, start) => {
  expect(workspaceStart((permission) => permissionsOf[role].includes(permission))).toBe(start);
});

it.each([
  ['/bank', true],
  ['/bank/caisa-a1-0001', true],
  ['/monitor/sessions/1', true],
  ['/banking', false],
  ['/home', false],
  ['/exams', false],
])('%s is in it: %s', (path, isInside) => {
  expect(isInWorkspace(path)).toBe(isInside);
});
