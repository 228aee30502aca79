import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AUTHENTICATION } from '../../platform/auth/authentication.ts';
import { OldRows } from '../../platform/database/old-rows.ts';
import { Metrics } from '../../platform/health/metrics.ts';
import { AccessTokensController } from './access-tokens.controller.ts';
import { AccessTokens } from './access-tokens.ts';
import { AccommodationRow } from './accommodations/accommodation.entity.ts';
import { AccommodationsController } from './accommodations/accommodations.controller.ts';
import { AccommodationsRepository } from './accommodations/accommodations.repository.ts';
import { DecideAccommodations } from './accommodations/decide-accommodations.ts';
import { OwnAccommodationsService } from './accommodations/own-accommodations.ts';
import { AccountRoleRow, AccountRow } from './account.entity.ts';
import { AccountsController } from './accounts.controller.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { AccountsService } from './accounts.service.ts';
import { AttemptsLimit } from './attempts-limit.ts';
import { ChangeOwnAccount } from './change-account.ts';
import { DemoAccounts } from './demo-accounts.ts';
import { KnownSources } from './known-sources.ts';
import { OtherHolders } from './other-holders.ts';
import { PassportAuthentication } from './passport-authentication.ts';
import { PasswordHashing } from './password-hashing.ts';
import { PasswordThreads } from './password-threads.ts';
import { RecentPeople } from './recent-people.ts';
import { AccessTokenRow, SignInRow } from './sign-in.entity.ts';
import { SignIns } from './sign-ins.ts';
import { AccessTokenStrategy, PasswordStrategy, SignInCookieStrategy } from './strategies.ts';

@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([AccommodationRow, AccountRow, AccountRoleRow, SignInRow, AccessTokenRow]),
  ],
  controllers: [AccountsController, AccessTokensController, AccommodationsController],
  providers: [
    AccommodationsRepository,
    AccountsService,
    AccountsRepository,
    AccessTokens,
    AttemptsLimit,
    ChangeOwnAccount,
    DecideAccommodations,
    DemoAccounts,
    KnownSources,
    OtherHolders,
    OwnAccommodationsService,
    PasswordHashing,
    PasswordThreads,
    RecentPeople,
    SignIns,
    PasswordStrategy,
    SignInCookieStrategy,
    AccessTokenStrategy,
    { provide: AUTHENTICATION, useClass: PassportAuthentication },
  ],
  exports: [AUTHENTICATION, AccountsService, DemoAccounts, OwnAccommodationsService],
})
export class AccountsModule {
  constructor(oldRows: OldRows, metrics: Metrics, hashing: PasswordHashing) {
    metrics.watch(
      'attest_password_queue',
      'Passwords that wait to be judged, hashed or checked',
      () => hashing.waitingCount,
    );
    const aWeekAgo = `attest_now() - interval '7 days'`;
    oldRows.forget('sign_ins', `expires_at < ${aWeekAgo} OR ended_at < ${aWeekAgo}`);
    oldRows.forget('access_tokens', `expires_at < ${aWeekAgo} OR revoked_at < ${aWeekAgo}`);
  }
}
