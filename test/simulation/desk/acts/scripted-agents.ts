import type { AgentsParts } from '../../../../src/application/agents/agents-parts.js';
import type { Work } from '../../../../src/application/scheduling/scheduler.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import { stableId } from '../../../../src/domain/shared/stable-id.js';
import { streams } from '../../../../src/domain/shared/stream-names.js';
import { drawLegs } from '../plan/draw-legs.js';
import { Chance } from '../plan/chance.js';
import { cycleCommands } from './cycle.js';

/**
 * Agents that propose what the seed draws, on the desk's own schedule. They record no opinions: those change nothing
 * about orders and money, and a simulated day is twice as short without them.
 */
export const scriptedAgents =
  (seed: number) =>
  ({ accountId, dispatcher, runner, market }: AgentsParts): Work => ({
    bodies: {
      technical: async () => undefined,
      regime: async () => undefined,
      'trading-decision': async ({ at, dueAt }) => {
        const cycleId = stableId('cycle', accountId, dueAt);
        const { policy, positions } = await runner.stateOf(accountDecider, streams.account(accountId));
        const sight = { at, quotes: market.quotes(false), policy, positions: Object.values(positions) };
        const legs = drawLegs(new Chance('legs', seed, dueAt));
        for (const command of cycleCommands(cycleId, legs, sight, dueAt)) {
          await dispatcher.start('trading-decision', cycleId, { to: 'decision', id: cycleId, command }, cycleId);
        }
      },
    },
    isReady: () => true,
  });
