import type { CookieSerializeOptions } from '@fastify/cookie';

/** Name and attributes of the sign-in cookie: `__Host-` wherever the browser can keep that promise. */
export function signInCookie(publicUrl: URL): { name: string; options: CookieSerializeOptions } {
  const isSecure = publicUrl.protocol === 'https:';
  return {
    name: isSecure ? '__Host-attest' : 'attest',
    options: { path: '/', httpOnly: true, secure: isSecure, sameSite: 'lax' },
  };
}
