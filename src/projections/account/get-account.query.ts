import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../../domain/shared/fact.js';
import { ReadStore } from '../read-store.port.js';
import { firstOf, reachedBy } from '../reading.js';
import type { AccountView } from '../views.js';
import type { AccountRow } from './account.row.js';

/** The account of the desk; undefined before it was opened. */
export class GetAccount extends Query<AccountView | undefined> {
  constructor(readonly minPosition?: Position) {
    super();
  }
}

@QueryHandler(GetAccount)
export class GetAccountHandler implements IQueryHandler<GetAccount> {
  constructor(private readonly store: ReadStore) {}

  async execute({ minPosition }: GetAccount): Promise<AccountView | undefined> {
    await reachedBy(this.store, ['account'], minPosition);
    const row = await firstOf<AccountRow>(this.store, 'account', 'account');
    if (row === undefined) return undefined;
    const { highest: _, ...view } = row;
    return view;
  }
}
