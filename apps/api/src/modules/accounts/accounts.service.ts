import { Injectable, Logger } from '@nestjs/common';
import type { Account, ChangeAccount, Register } from '@attest/contracts';
import type { Role } from '@attest/contracts/permissions';
import type { Person } from '../../platform/auth/access.ts';
import { Transaction } from '../../platform/database/transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { AttemptsLimit } from './attempts-limit.ts';
import { PasswordHashing } from './password-hashing.ts';
import { PasswordRules } from './password-rules.ts';
import { SignIns } from './sign-ins.ts';

@Injectable()
export class AccountsService {
  private readonly logger = new Logger(AccountsService.name);

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly hashing: PasswordHashing,
    private readonly rules: PasswordRules,
    private readonly limit: AttemptsLimit,
    private readonly signIns: SignIns,
    private readonly transaction: Transaction,
  ) {}

  /** @param source address of the person, for limits only */
  async register(body: Register, source: string): Promise<Account> {
    await this.limit.registering(source);
    return this.create({ ...body, roles: ['candidate'], isDemo: false });
  }

  async create(
    person: Register & { readonly roles: readonly Role[]; readonly isDemo: boolean },
  ): Promise<Account> {
    const { email, password, displayName, roles, isDemo } = person;
    if (!isDemo) this.rules.check(password, wordsAbout(email, displayName));
    const passwordHash = await this.hashing.hash(password);
    const id = await this.transaction.run(() =>
      this.accounts.insert({ email, displayName, passwordHash, roles, isDemo }),
    );
    return this.accounts.read(id);
  }

  /**
   * Answers alike, in text and time, whether the e-mail address is unknown or the password wrong.
   *
   * @returns the id of the account
   * @throws Problem `sign-in-refused`, `too-many-requests`
   */
  async checkPassword(email: string, password: string, source: string): Promise<string> {
    const id = await this.limit.trying(email, source, async () => {
      const account = await this.accounts.findByEmail(email);
      const matches = await this.hashing.isPassword(password, account?.passwordHash ?? null);
      if (matches && account !== null) return account.id;
      this.logger.log({ accountId: account?.id ?? null }, 'sign_in_refused');
      return null;
    });
    if (id === null) throw new Problem('sign-in-refused');
    return id;
  }

  /** For deeds that want the password again. @throws Problem `sign-in-refused` */
  async confirmPassword(person: Person, password: string, source: string): Promise<void> {
    const account = await this.accounts.findById(person.accountId);
    await this.checkPassword(account?.email ?? '', password, source);
    if (person.signedInBy === 'cookie') await this.signIns.rememberPasswordCheck(person.referenceId);
  }

  async hasFreshPassword(person: Person): Promise<boolean> {
    return person.signedInBy === 'cookie' && (await this.signIns.hasFreshPassword(person.referenceId));
  }

  /** A sign-in must not end in the middle of an exam. @param lastAnswerAt null without a deadline */
  async staySignedIn(person: Person, lastAnswerAt: Date | null): Promise<void> {
    if (person.signedInBy === 'cookie') await this.signIns.outlast(person.referenceId, lastAnswerAt);
  }

  read(accountId: string): Promise<Account> {
    return this.accounts.read(accountId);
  }

  async change(person: Person, change: ChangeAccount, source: string): Promise<Account> {
    const { displayName, password, currentPassword } = change;
    if (password !== undefined) await this.changePassword(person, password, currentPassword, source);
    if (displayName !== undefined) await this.accounts.update(person.accountId, { displayName });
    return this.accounts.read(person.accountId);
  }

  private async changePassword(
    person: Person,
    password: string,
    current: string | undefined,
    source: string,
  ) {
    if (current === undefined) {
      throw new Problem('password-needed-again', { detail: 'Send “currentPassword” with the new password.' });
    }
    const { email, displayName } = await this.accounts.read(person.accountId);
    await this.checkPassword(email, current, source);
    this.rules.check(password, wordsAbout(email, displayName));
    const passwordHash = await this.hashing.hash(password);
    await this.transaction.run(async () => {
      await this.accounts.update(person.accountId, { passwordHash });
      await this.signIns.endOthers(person.accountId, person.referenceId);
    });
  }
}

/** What somebody who knows the person would try first. */
function wordsAbout(email: string, displayName: string): readonly string[] {
  return [displayName, email, ...email.split(/[@.]/)];
}
