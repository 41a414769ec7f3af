import { coordinatorDecider } from '../../domain/coordinator/coordinator.decider.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';

export interface ComponentReportsParts {
  readonly accountId: string;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
}

/** Tells the coordinator how the parts of the desk do. What is well and was well is not worth a word. */
export class ComponentReports {
  constructor(private readonly parts: ComponentReportsParts) {}

  async tell(
    component: string,
    ok: boolean,
    detail: string,
    of: { readonly at: UnixMs; readonly runId: string },
  ): Promise<void> {
    if (ok && (await this.state()).components[component] === undefined) return;
    await this.parts.dispatcher.start('health', `${component} ${of.runId}`, {
      to: 'coordinator',
      id: this.parts.accountId,
      command: { type: 'ReportComponent', component, ok, detail, at: of.at },
    });
  }

  /** Nobody will report on these any more. */
  async retire(isGone: (component: string) => boolean, at: UnixMs): Promise<void> {
    for (const component of Object.keys((await this.state()).components).filter(isGone)) {
      await this.parts.dispatcher.start('health', `retire ${component} ${at}`, {
        to: 'coordinator',
        id: this.parts.accountId,
        command: { type: 'RetireComponent', component, at },
      });
    }
  }

  /** Components that hold the desk back. */
  async failing(): Promise<readonly string[]> {
    const { components } = await this.state();
    return Object.entries(components).flatMap(([name, { level }]) => (level > 1 ? [name] : []));
  }

  private state() {
    return this.parts.runner.stateOf(coordinatorDecider, streams.coordinator(this.parts.accountId));
  }
}
