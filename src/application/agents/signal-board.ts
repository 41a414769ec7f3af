import type { InstrumentId } from '../../domain/market/instrument.js';
import type { Regime } from '../../domain/market/regime.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { signalKey, streams } from '../../domain/shared/stream-names.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { OutsideAgentRegistered, OutsideAgentRetired } from '../../domain/outside-agents/outside-agents.events.js';
import { isOutside, outsideAgent } from '../../domain/outside-agents/outside-name.js';
import type { SignalMissedData, SignalRecordedData, SignalSource } from '../../domain/signals/signal.events.js';
import type { EventStore } from '../ports/event-store.port.js';

type Run = SignalRecordedData | SignalMissedData;

const isRun = (fact: RecordedFact): boolean => fact.type === 'SignalRecorded' || fact.type === 'SignalMissed';

/** The newest word of each agent on each instrument, as its stream has it. */
export class SignalBoard {
  private readonly newest = new Map<string, Run>();
  /** Agents of other programs whose word is taken. */
  private readonly registered = new Set<string>();

  /** Reads the end of each stream: after a restart the board is what it was. */
  async recover(
    store: EventStore,
    agents: readonly SignalSource[],
    instruments: readonly InstrumentId[],
  ): Promise<void> {
    for (const agent of agents) {
      if (isOutside(agent)) this.registered.add(agent);
      for (const instrumentId of instruments) {
        const key = signalKey(agent, instrumentId);
        for await (const fact of store.readStream(streams.signal(key), { backwards: true, limit: 2 })) {
          if (!isRun(fact)) continue;
          this.newest.set(key, fact.data as Run);
          break;
        }
      }
    }
  }

  take(facts: readonly RecordedFact[]): void {
    for (const fact of facts) {
      if (!isRun(fact)) continue;
      const run = fact.data as Run;
      this.newest.set(signalKey(run.agent, run.instrumentId), run);
    }
  }

  /** Facts as the engine comes to them: the agents of other programs speak by the log alone. */
  hear(fact: RecordedFact): void {
    if (fact.type === 'OutsideAgentRegistered') {
      this.registered.add(outsideAgent((fact as RecordedFact<OutsideAgentRegistered>).data.agent));
    } else if (fact.type === 'OutsideAgentRetired') {
      this.forget(outsideAgent((fact as RecordedFact<OutsideAgentRetired>).data.agent));
    } else if (isRun(fact) && this.registered.has((fact.data as Run).agent)) {
      // Its last word may come after the word that it is gone.
      this.takeNewer(fact.data as Run);
    }
  }

  runs(): readonly Run[] {
    return [...this.newest.values()];
  }

  /** The regime in force; unknown while nobody has said. */
  regimeOf(instrumentId: InstrumentId): Regime {
    const run = this.newest.get(signalKey('regime', instrumentId));
    return (run && 'regime' in run ? run.regime : undefined) ?? 'unknown';
  }

  /** When the agent last spoke of every instrument; undefined while it has not. A crash may cut a run in half. */
  completedAt(agent: SignalSource, instruments: readonly InstrumentId[]): UnixMs | undefined {
    const times = instruments.map((id) => this.newest.get(signalKey(agent, id))?.recordedAt);
    return times.some((at) => at === undefined) ? undefined : Math.min(...times.map((at) => at ?? 0));
  }

  /** After a restart the engine comes to facts again that are older than what the board has. */
  private takeNewer(run: Run): void {
    const key = signalKey(run.agent, run.instrumentId);
    const known = this.newest.get(key);
    if (known === undefined || known.recordedAt <= run.recordedAt) this.newest.set(key, run);
  }

  private forget(gone: string): void {
    this.registered.delete(gone);
    for (const [key, { agent }] of this.newest) if (agent === gone) this.newest.delete(key);
  }

  /** True when some instrument has a valid opinion of the agent. */
  isValid(agent: SignalSource, at: UnixMs): boolean {
    return this.runs().some((run) => run.agent === agent && 'validUntil' in run && at < run.validUntil);
  }
}
