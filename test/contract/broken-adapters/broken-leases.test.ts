import type { Checkpoint } from '../../../src/application/ports/checkpoints.port.js';
import type { Fence, LeaseNow } from '../../../src/application/ports/leases.port.js';
import { MemoryCheckpoints } from '../../../src/infrastructure/persistence/memory/memory-checkpoints.js';
import { MemoryLeases } from '../../../src/infrastructure/persistence/memory/memory-leases.js';
import { type LeasedPair, leasesProperties } from '../leases.contract.js';
import { turn } from '../store-under-test.js';

type PropertyName = keyof typeof leasesProperties;

interface Broken {
  /** What they do wrong, as the end of "leases that ...". */
  readonly what: string;
  readonly leases?: new () => MemoryLeases;
  readonly checkpoints?: new (leases: MemoryLeases) => MemoryCheckpoints;
}

class BrokenLeases extends MemoryLeases {
  protected async now(name: string): Promise<LeaseNow | undefined> {
    return (await super.look([name]))[0];
  }
}

class ForgetfulCheckpoints extends MemoryCheckpoints {
  private latest: Checkpoint | undefined;

  override async save(listener: string, checkpoint: Checkpoint, fence?: Fence) {
    const foreign = fence !== undefined && this.latest !== undefined && this.latest.storeId !== checkpoint.storeId;
    if (!foreign) await super.save(listener, checkpoint, fence);
    this.latest = checkpoint;
  }
}

/** A property without leases that fail it does not compile. */
const broken: Readonly<Record<PropertyName, readonly [Broken, ...Broken[]]>> = {
  'one has it, and the other does not get it': [
    {
      what: 'are given again to the one who has them',
      leases: class extends BrokenLeases {
        override async take(name: string, owner: string, ttlMs: number) {
          const own = (await this.now(name))?.owner === owner;
          return own ? this.seize(name, owner, ttlMs) : super.take(name, owner, ttlMs);
        }
      },
    },
  ],
  'F-C2 of fifty that come at once one gets it': [
    {
      what: 'look who has them before they wait for their turn to write',
      leases: class extends BrokenLeases {
        override async take(name: string, owner: string, ttlMs: number) {
          const before = await this.now(name);
          await turn();
          return before?.held ? undefined : this.seize(name, owner, ttlMs);
        }
      },
    },
  ],
  'a release lets the other in at once, with a higher token': [
    {
      what: 'are released by whoever had them once',
      leases: class extends BrokenLeases {
        override async release({ lease, token }: Fence) {
          await super.release({ lease, token: (await this.now(lease))?.token ?? token });
        }
      },
    },
  ],
  'one that says nothing loses it when its time is up; one that renews does not': [
    {
      what: 'last no longer for being renewed in time',
      leases: class extends BrokenLeases {
        override async renew(fence: Fence, ttlMs: number) {
          const now = await this.now(fence.lease);
          if (!now?.held || now.token !== fence.token) return super.renew(fence, ttlMs);
          return super.renew(fence, Math.min(ttlMs, now.until - performance.timeOrigin - performance.now()));
        }
      },
    },
  ],
  'one whose time was up holds on if nobody came meanwhile': [
    {
      what: 'are lost as soon as their time is up',
      leases: class extends BrokenLeases {
        override async renew(fence: Fence, ttlMs: number) {
          return ((await this.now(fence.lease))?.held ?? false) && super.renew(fence, ttlMs);
        }
      },
    },
  ],
  'F-S6 a stolen lease is lost at once: no renewal, no word, no checkpoint': [
    {
      what: 'take the word of whoever had them once',
      leases: class extends BrokenLeases {
        override async tell({ lease, token }: Fence, words: unknown) {
          return super.tell({ lease, token: (await this.now(lease))?.token ?? token }, words);
        }
      },
    },
    {
      what: 'let whoever had them once save checkpoints',
      checkpoints: class extends MemoryCheckpoints {
        override save(listener: string, checkpoint: Checkpoint) {
          return super.save(listener, checkpoint);
        }
      },
    },
  ],
  'under a fence too the checkpoint of another log is left alone': [
    { what: 'say nothing when a checkpoint is of another log', checkpoints: ForgetfulCheckpoints },
  ],
  'a word is seen by others as it was said, and outlives the holder': [
    {
      what: 'keep the first word only',
      leases: class extends BrokenLeases {
        override async tell(fence: Fence, words: unknown) {
          return (await this.now(fence.lease))?.told === undefined ? super.tell(fence, words) : this.isNewest(fence);
        }
      },
    },
  ],
  'F-S10 a process whose clock is an hour off, either way, has it no longer and no shorter': [
    {
      what: 'tell the end by the clock of the process',
      leases: class extends BrokenLeases {
        override async look(names: readonly string[]) {
          const ahead = Date.now() - performance.timeOrigin - performance.now();
          return (await super.look(names)).map((lease) => ({ ...lease, until: Math.floor(lease.until + ahead) }));
        }
      },
    },
  ],
};

const pairOf = ({ leases: Leases = MemoryLeases, checkpoints: Checkpoints = MemoryCheckpoints }: Partial<Broken>) => {
  const leases = new Leases();
  return { mine: leases, theirs: leases, checkpoints: new Checkpoints(leases) } satisfies LeasedPair;
};

const names = Object.keys(leasesProperties) as PropertyName[];

test('each property of leases has some that fail it', () => {
  expect(Object.keys(broken).sort()).toEqual([...names].sort());
});

describe('leases fail just there where they are broken: some that', () => {
  const table = Object.entries(broken).flatMap(([name, all]) => all.map((one) => ({ ...one, name })));

  test.each(table)('$what', async ({ name, ...one }) => {
    const failed: PropertyName[] = [];
    for (const property of names) await leasesProperties[property](pairOf(one)).catch(() => failed.push(property));
    expect(failed).toEqual([name]);
  });
});
