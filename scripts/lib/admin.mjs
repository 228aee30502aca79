// @ts-check
import { prepare } from './prepare.mjs';
import { runApiTool } from './run.mjs';

/** @param {readonly string[]} args */
export async function admin(args) {
  process.exitCode = (await prepare()) ? runApiTool('admin.js', args) : 1;
}
