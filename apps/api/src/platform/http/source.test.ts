import { describe, expect, it } from 'vitest';
import { sourceOf } from './source.ts';

describe('where a request comes from, for limits', () => {
  it.each([
    ['an IPv4 address', '203.0.113.9', '203.0.113.9'],
    ['an IPv4 address written as IPv6', '::ffff:203.0.113.9', '203.0.113.9'],
    ['the same in hexadecimal', '::FFFF:cb00:7109', '203.0.113.9'],
    ['an IPv6 address', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['one with zeros in front', '2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['one with zeros in its network', '2001:db8::1', '2001:db8:0:0::/64'],
    ['one with the zeros before', '::1', '0:0:0:0::/64'],
    ['one of this link', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('is of %s: %s', (_kind, address, source) => {
    expect(sourceOf(address)).toBe(source);
  });

  it('is one for all addresses of a /64, and another for the next /64', () => {
    expect(sourceOf('2001:db8:1:2:aaaa::1')).toBe(sourceOf('2001:db8:1:2:bbbb:c::2'));
    expect(sourceOf('2001:db8:1:2::1')).not.toBe(sourceOf('2001:db8:1:3::1'));
  });
});
