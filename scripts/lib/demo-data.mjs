// @ts-check
import { prepare } from './prepare.mjs';
import { runApiTool } from './run.mjs';

/** @param {readonly string[]} args */
export async function demoData(args) {
  process.exitCode = (await prepare()) ? runApiTool('demo-data.js', args) : 1;
}
