import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';

const thisMachine = ['127.0.0.0/8', '::1'];

/** By any of these a proxy says that it asks for somebody else. */
const forwarding = ['x-forwarded-for', 'forwarded', 'x-real-ip'] as const;

/** Whether whoever asks is this machine or in TRUSTED_NETWORKS, and not just passed on by it. */
export function isFromTrustedNetwork(request: FastifyRequest, http: Config['http']): boolean {
  if (isForwardedByStranger(request, http)) return false;
  return isIn(request.ip, [...thisMachine, ...http.trustedNetworks]);
}

/**
 * Whether a proxy that TRUSTED_PROXIES does not name has passed the request on, or one that it names in
 * words we do not read: its own address then says nothing about whoever asks.
 */
export function isForwardedByStranger({ headers, raw }: FastifyRequest, http: Config['http']): boolean {
  if (!forwarding.some((name) => headers[name] !== undefined)) return false;
  if (headers['x-forwarded-for'] === undefined) return true;
  return !isIn(raw.socket.remoteAddress ?? '', http.trustedProxies);
}

function isIn(address: string, networks: readonly string[]): boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', prefix] = network.split('/');
    const family = isIP(base) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(base, family);
    else list.addSubnet(base, Number(prefix), family);
  }
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
