import { queryOptions } from '@tanstack/vue-query';
import {
  addBankViewMutation,
  changeBankViewMutation,
  listBankViewsOptions,
  removeBankViewMutation,
} from '../../../shared/api/generated/@tanstack/vue-query.gen.ts';

export const bankViewsQuery = () => queryOptions(listBankViewsOptions());

export { addBankViewMutation, changeBankViewMutation, removeBankViewMutation };
