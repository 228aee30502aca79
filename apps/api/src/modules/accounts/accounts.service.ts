import { Injectable, Logger } from '@nestjs/common';
import type { Account, AccountId, CreateAccessToken, Register, SignInTerm } from '@attest/contracts';
import type { Role } from '@attest/contracts/permissions';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { Problem } from '../../platform/http/problem.ts';
import { AccountsRepository, type Profile } from './accounts.repository.ts';
import { AttemptsLimit } from './attempts-limit.ts';
import { PasswordHashing } from './password-hashing.ts';
import { SignIns, type HeldExam } from './sign-ins.ts';

@Injectable()
export class AccountsService {
  private readonly logger = new Logger(AccountsService.name);

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly hashing: PasswordHashing,
    private readonly limit: AttemptsLimit,
    private readonly signIns: SignIns,
    private readonly transaction: Transaction,
  ) {}

  async register(body: Register, caller: Caller): Promise<Profile> {
    await this.limit.registering(caller.source);
    const account = await this.create({ ...body, roles: ['candidate'], isDemo: false }, caller);
    this.limit.registered(account.email, caller.source);
    return account;
  }

  /** @param caller whoever waits for the account, if it is somebody who may go away */
  async create(
    person: Register & { readonly roles: readonly Role[]; readonly isDemo: boolean },
    caller?: Caller,
  ): Promise<Profile> {
    const { email, password, displayName, roles, isDemo } = person;
    const passwordHash = isDemo
      ? await this.hashing.hash(password, caller)
      : await this.hashing.hashChosen(password, { email, displayName }, caller);
    const id = await this.transaction.run(() =>
      this.accounts.insert({ email, displayName, passwordHash, roles, isDemo }),
    );
    return this.accounts.read(id);
  }

  /**
   * Answers alike, in text and time, whether the e-mail address is unknown or the password wrong.
   *
   * @returns the id of the account
   * @throws Problem `sign-in-refused`, `too-many-requests`, `overloaded`
   */
  async checkPassword(email: string, password: string, caller: Caller): Promise<AccountId> {
    const id = await this.limit.trying(email, caller.source, async () => {
      const account = await this.accounts.findByEmail(email);
      const matches = await this.hashing.isPassword(password, account?.passwordHash ?? null, caller);
      if (matches && account !== null) return account.id;
      this.logger.log({ accountId: account?.id ?? null }, 'sign_in_refused');
      return null;
    });
    if (id === null) throw new Problem('sign-in-refused');
    return id;
  }

  /** For deeds that want the password again. @throws Problem `sign-in-refused` */
  async confirmPassword(person: Person, password: string, caller: Caller): Promise<void> {
    const account = await this.accounts.findById(person.accountId);
    await this.checkPassword(account?.email ?? '', password, caller);
    if (person.signedInBy === 'cookie') await this.signIns.rememberPasswordCheck(person.referenceId);
  }

  /**
   * Whose access token is made: of whoever shows e-mail address and password, else of whoever is signed
   * in. An access token cannot make further ones: that takes the person.
   */
  async ownerOfNewToken(
    person: Person | null,
    { email, password }: Pick<CreateAccessToken, 'email' | 'password'>,
    caller: Caller,
  ): Promise<AccountId> {
    if (email !== undefined && password !== undefined) return this.checkPassword(email, password, caller);
    if (person?.signedInBy === 'cookie') return person.accountId;
    throw new Problem('sign-in-required', { detail: 'Sign in, or send “email” and “password”.' });
  }

  async hasFreshPassword(person: Person): Promise<boolean> {
    return person.signedInBy === 'cookie' && (await this.signIns.hasFreshPassword(person.referenceId));
  }

  /** A sign-in must not end in the middle of an exam; access tokens last until their day. */
  async keepSignedIn(exams: readonly HeldExam[]): Promise<void> {
    await this.signIns.outlast(exams);
  }

  /** Which of these sign-ins and access tokens still open their account; for connections that stay open. */
  stillSignedIn(referenceIds: readonly string[]): Promise<ReadonlySet<string>> {
    return this.signIns.stillOpening(referenceIds);
  }

  /** @throws Problem `sign-in-required` for an access token, which lasts until its day */
  extendSignIn(person: Person): Promise<SignInTerm> {
    if (person.signedInBy === 'cookie') return this.signIns.extend(person.referenceId);
    throw new Problem('sign-in-required', { detail: 'An access token is not extended: make a new one.' });
  }

  read(accountId: AccountId): Promise<Profile> {
    return this.accounts.read(accountId);
  }

  async me({ accountId, signedInBy, referenceId }: Person): Promise<Account> {
    const profile = await this.accounts.read(accountId);
    return { ...profile, signIn: signedInBy === 'cookie' ? await this.signIns.term(referenceId) : null };
  }
}
