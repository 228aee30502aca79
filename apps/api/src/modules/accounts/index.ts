export { AccountsModule } from './accounts.module.ts';
export { AccountsService } from './accounts.service.ts';
export { OwnAccommodationsService } from './accommodations/own-accommodations.ts';
export { DemoAccounts } from './demo-accounts.ts';
