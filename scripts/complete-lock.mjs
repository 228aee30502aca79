// @ts-check
// `node scripts/complete-lock.mjs [--check]`: names every platform's optional packages in package-lock.json.
//
// npm writes down only those it could look up. A registry that carries the packages of some platforms
// only therefore makes a lock file that `npm ci` refuses everywhere, and that no other platform can use.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/project.mjs';

/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 */

const OPERATING_SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const file = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
/** @type {Record<string, Entry>} */
const packages = lock.packages;
const missing = Object.entries(packages).flatMap(([path, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name, version]) => !isSatisfied(versionFound(path, name), version))
    .map(([name, version]) => ({ path, name, version, dev: entry.dev })),
);

if (process.argv.includes('--check')) {
  for (const { name, version } of missing)
    console.error(`package-lock.json does not name ${name}@${version}.`);
  if (missing.length > 0) console.error('Run: node scripts/complete-lock.mjs');
  process.exitCode = missing.length > 0 ? 1 : 0;
} else {
  for (const { path, name, version, dev } of missing) {
    if (!isExact(version)) throw new Error(`${path} wants ${name}@${version}, which is no exact version.`);
    const place = [`${folderOf(path)}node_modules/${name}`, `${path}/node_modules/${name}`].find(
      (at) => !packages[at],
    );
    if (!place) throw new Error(`There is no place for ${name}@${version} beside or below ${path}.`);
    packages[place] = { version, ...platformOf(name), ...(dev && { dev }), optional: true };
  }
  const sorted = Object.entries(packages).sort(([one], [other]) => one.localeCompare(other, 'en'));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(`Named ${missing.length} packages of other platforms.`);
}

/** @param {string} version */
function isExact(version) {
  return /^\d+\.\d+\.\d+/.test(version);
}

/**
 * npm sees to the ranges; the packages of one platform are always wanted in one exact version.
 *
 * @param {string | undefined} found
 * @param {string} wanted
 */
function isSatisfied(found, wanted) {
  return isExact(wanted) ? found === wanted : found !== undefined;
}

/**
 * The version Node would find from there: in its own node_modules or in the nearest one further up.
 *
 * @param {string} path
 * @param {string} name
 * @returns {string | undefined}
 */
function versionFound(path, name) {
  const found = packages[`${path === '' ? '' : `${path}/`}node_modules/${name}`];
  if (found || path === '') return found?.version;
  return versionFound(folderOf(path).replace(/\/$/, ''), name);
}

/**
 * The folder whose node_modules holds the package at this path; empty for the project itself.
 *
 * @param {string} path
 * @returns {string}
 */
function folderOf(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf('node_modules/')));
}

/**
 * Packages of one platform all end in its name, such as `-linux-arm64-musl`.
 *
 * @param {string} name
 * @returns {Entry}
 */
function platformOf(name) {
  const words = (name.split('/').at(-1) ?? '')
    .split('-')
    .map((word) => (word === 'windows' ? 'win32' : word));
  const os = OPERATING_SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('gnu'))
    ? ['glibc']
    : words.some((word) => word.startsWith('musl'))
      ? ['musl']
      : [];
  return {
    ...(os.length > 0 && { os }),
    ...(cpu.length > 0 && { cpu }),
    ...(os.includes('linux') && libc.length > 0 && { libc }),
  };
}
