import { isIPv6 } from 'node:net';

/**
 * What an address counts as wherever something is limited by address: an IPv4 address as itself, also
 * when it is written as IPv6; an IPv6 address as its /64, because whoever has one address of a /64
 * usually has all of them.
 */
export function sourceOf(address: string): string {
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return plain;
  const groups = groupsOf(plain);
  return mappedIpv4(groups) ?? `${groups.slice(0, 4).join(':')}::/64`;
}

/** The eight groups in their shortest form; `URL` knows the ways to write them. */
function groupsOf(address: string): readonly string[] {
  const [before = '', after = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [left, right] = [before, after].map((side) => side.split(':').filter(Boolean));
  if (left === undefined || right === undefined) throw new Error('an address has two sides');
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right];
}

/** `::ffff:192.0.2.1`, as servers that listen on both families see IPv4. */
function mappedIpv4(groups: readonly string[]): string | null {
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return null;
  const bits = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return bits.flatMap((pair) => [pair >> 8, pair & 255]).join('.');
}
