import type {
  AppendResult,
  EventStore,
  ExpectedVersion,
  NewFact,
} from '../../../src/application/ports/event-store.port.js';
import { StoreAround } from '../../../src/application/ports/store-around.js';
import type { Lifeline } from '../../simulation/desk/faults/lifeline.js';

/** The log as one process has it, which may die before each write and after it, and not in between. */
export class MortalStore extends StoreAround {
  constructor(
    inner: EventStore,
    private readonly life: Lifeline,
  ) {
    super(inner);
  }

  override async append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult> {
    const first = facts[0]?.type ?? 'nothing';
    await this.life.pass(`before ${first}`);
    const result = await this.inner.append(stream, facts, expected);
    await this.life.pass(`after ${first}`);
    return result;
  }
}
