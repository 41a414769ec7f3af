import type { ReactNode } from 'react';
import type { AccountView } from '../api/shapes.js';
import { percent } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { span } from '../format/time.js';
import { words } from '../format/words.js';
import { Facts } from '../frame/facts.js';
import { degradationWords, gateWords } from '../frame/gate-words.js';
import { useStatus } from '../live/use-live.js';

type Gates = AccountView['gates'];

function Cooldowns({ of }: { of: Gates['cooldowns'] }): ReactNode {
  const now = useStatus()?.marketTime ?? 0;
  const running = of.filter(({ until }) => until > now);
  if (running.length === 0) return 'none';
  return (
    <ul className="reasons">
      {running.map(({ scope, reason, until }) => (
        <li key={scope}>
          {scope}, after {words(reason)}: {span(until - now)} left, until <Moment at={until} as="clock" />
        </li>
      ))}
    </ul>
  );
}

function Breakers({ of }: { of: Gates['breakers'] }): ReactNode {
  if (of.length === 0) return 'none tripped';
  return (
    <ul className="reasons">
      {of.map(({ breaker, trippedAt, until, lossPct, limitPct }) => (
        <li key={breaker} className="alarm">
          {words(breaker)}: {percent(lossPct)} of {percent(limitPct)}, since <Moment at={trippedAt} />
          {until === undefined ? ', until an administrator clears it' : <> until {<Moment at={until} />}</>}
        </li>
      ))}
    </ul>
  );
}

/** May it trade, and if not, why and until when. */
export function GateFacts({ gates }: { gates: Gates }): ReactNode {
  const gate = gateWords(gates);
  return (
    <Facts
      of={{
        Trading: <strong className={gate.tone}>{gate.text}</strong>,
        Degradation: degradationWords(gates.degradation),
        Breakers: <Breakers of={gates.breakers} />,
        Cooldowns: <Cooldowns of={gates.cooldowns} />,
      }}
    />
  );
}
