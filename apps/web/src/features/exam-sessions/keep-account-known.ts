import { onScopeDispose } from 'vue';
import { QueryObserver } from '@tanstack/vue-query';
import { accountQuery } from '../../shared/api/account.ts';
import { queryClient } from '../../shared/api/query-client.ts';

/** A query nobody looks at is forgotten after minutes; moving between questions must not ask for it anew. */
export function keepAccountKnown(): void {
  const observer = new QueryObserver(queryClient, { ...accountQuery, enabled: false });
  onScopeDispose(observer.subscribe(() => undefined));
}
