import { Account } from '@attest/contracts';
import { permissionsOf } from '@attest/contracts/permissions';
import { describe, expect, it } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';

const attest = useAttest();
const ann = { email: 'ann@example.org', displayName: 'Ann Other', password: 'copper window 81 meadow' };

describe('registering', () => {
  it('makes a candidate who is signed in at once', async () => {
    const browser = attest.stranger;

    const reply = await browser.post('/accounts', ann);

    expect(reply.status).toBe(201);
    expect(reply.read(Account)).toMatchObject({
      email: 'ann@example.org',
      displayName: 'Ann Other',
      roles: ['candidate'],
      permissions: permissionsOf.candidate,
    });
    expect((await browser.get('/me')).read(Account).email).toBe('ann@example.org');
  });

  it('never tells a password, nor keeps it readable', async () => {
    const reply = await attest.stranger.post('/accounts', ann);

    expect(reply.text).not.toMatch(/password|argon2/i);
    const [stored] = await attest.rows('SELECT password_hash FROM accounts');
    expect(stored?.['password_hash']).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('takes an e-mail address once, in whatever case it is written', async () => {
    await attest.stranger.post('/accounts', ann);

    const reply = await attest.stranger.post('/accounts', { ...ann, email: 'Ann@Example.ORG' });

    expect(reply).toBeProblem('email-already-registered');
    expect(await attest.rows('SELECT email FROM accounts')).toEqual([{ email: 'ann@example.org' }]);
  });

  it('makes one account of two registrations at the same moment', async () => {
    const replies = await Promise.all([
      attest.stranger.post('/accounts', ann),
      attest.stranger.post('/accounts', ann),
    ]);

    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it.each([
    ['one of the most common', 'password12'],
    ['a row of the keyboard', 'qwertyuiop'],
    ['a repeated word', 'lanternlantern'],
    ['the own name', 'ann other 1'],
    ['the own e-mail address', 'ann@example.org'],
    ['the name of the product', 'attestattest'],
  ])('refuses a password that is %s, and says how to do better', async (_kind, password) => {
    const reply = await attest.stranger.post('/accounts', { ...ann, password });

    expect(reply).toBeProblem('password-too-weak');
    expect(detailOf(reply)).toMatch(/\w{3,} \w{2,} \w{3,}/);
    expect(reply.body).toMatchObject({ faults: [{ path: 'password', message: 'too easy to guess' }] });
    expect(await attest.rows('SELECT 1 FROM accounts')).toEqual([]);
  });

  it.each([
    ['no e-mail address', { ...ann, email: 'ann at example' }, 'email'],
    ['a short password', { ...ann, password: 'x7#kQ9' }, 'password'],
    ['an endless password', { ...ann, password: 'copper window '.repeat(20) }, 'password'],
    ['an empty name', { ...ann, displayName: '   ' }, 'displayName'],
    ['an endless name', { ...ann, displayName: 'n'.repeat(81) }, 'displayName'],
    ['a missing field', { email: ann.email, password: ann.password }, 'displayName'],
  ])('names the field that does not fit: %s', async (_case, body, path) => {
    const reply = await attest.stranger.post('/accounts', body);

    expect(reply).toBeProblem('request-malformed');
    expect(detailOf(reply)).toContain(`“${path}”`);
    expect(reply.body).toMatchObject({ faults: [{ path }] });
  });

  it('gives nobody a role they ask for', async () => {
    const reply = await attest.stranger.post('/accounts', { ...ann, roles: ['administrator'] });

    expect(reply).toBeProblem('request-malformed');
    expect(await attest.rows('SELECT 1 FROM accounts')).toEqual([]);
  });
});
