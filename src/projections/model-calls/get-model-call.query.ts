import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ModelConsultedData } from '../../domain/models/model-call.events.js';
import type { Position } from '../../domain/shared/fact.js';
import { collect } from '../collect.js';
import { FactLog } from '../fact-log.js';
import { ReadStore } from '../read-store.port.js';
import { reachedBy } from '../reading.js';
import type { ModelCallTexts, ModelCallView } from '../views.js';

/** One call with what was sent and what came back. */
export class GetModelCall extends Query<ModelCallTexts | undefined> {
  constructor(
    readonly callId: string,
    readonly minPosition?: Position,
  ) {
    super();
  }
}

@QueryHandler(GetModelCall)
export class GetModelCallHandler implements IQueryHandler<GetModelCall> {
  constructor(
    private readonly store: ReadStore,
    private readonly log: FactLog,
  ) {}

  async execute({ callId, minPosition }: GetModelCall): Promise<ModelCallTexts | undefined> {
    await reachedBy(this.store, ['modelCalls'], minPosition);
    const call = (await this.store.get('modelCalls', 'calls', callId)) as ModelCallView | undefined;
    if (call === undefined) return undefined;
    const [fact] = await collect(this.log.readStream(call.stream, { from: call.version, limit: 1 }));
    if (fact === undefined) return undefined;
    const { prompt, answer } = fact.data as ModelConsultedData;
    return { ...call, system: prompt.system, user: prompt.user, answer };
  }
}
