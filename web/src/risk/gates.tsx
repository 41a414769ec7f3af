import type { ReactNode } from 'react';
import type { RiskView } from '../api/shapes.js';
import { confidence } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { span } from '../format/time.js';
import { words } from '../format/words.js';
import { Facts } from '../frame/facts.js';
import { degradationWords, gateWords } from '../frame/gate-words.js';
import { useStatus } from '../live/use-live.js';

function Cooldowns({ of, now }: { of: RiskView['cooldowns']; now: number }): ReactNode {
  const running = of.filter(({ until }) => until > now);
  if (running.length === 0) return 'none';
  return (
    <ul className="reasons">
      {running.map(({ scope, reason, until }) => (
        <li key={scope}>
          {scope === 'account' ? 'all instruments' : scope}, after {words(reason)}:{' '}
          <strong className="figure">{span(until - now)} left</strong>, until <Moment at={until} as="clock" />
        </li>
      ))}
    </ul>
  );
}

/** Losses in a row and what they cost. */
function Streak({ of }: { of: RiskView['streak'] }): ReactNode {
  if (of.losses === 0 && of.sizeFactor === undefined) return 'none: it costs nothing';
  const costs = [
    of.maxLeverage === undefined ? undefined : `at most ${of.maxLeverage}x`,
    `confidence of ${confidence(of.minConfidence)} or more`,
    of.sizeFactor === undefined ? undefined : `${of.sizeFactor} of the size`,
  ].filter((cost) => cost !== undefined);
  return (
    <span className={of.maxLeverage === undefined && of.sizeFactor === undefined ? '' : 'warn'}>
      {of.losses}, since <Moment at={of.since} as="dayMinute" />: {costs.join(', ')}
    </span>
  );
}

/** May it trade, and if not, why and until when. */
export function GateFacts({ risk }: { risk: RiskView }): ReactNode {
  const now = useStatus()?.marketTime ?? risk.at;
  const gate = gateWords({ ...risk.gates, breakers: risk.breakers.filter(({ tripped }) => tripped) }, now);
  return (
    <Facts
      of={{
        Mode: risk.mode.toLowerCase(),
        Trading: <strong className={gate.tone}>{gate.text}</strong>,
        'Halted since': risk.gates.halted ? <Moment at={risk.gates.halted.at} /> : 'not halted',
        Degradation: degradationWords(risk.gates.degradation),
        Cooldowns: <Cooldowns of={risk.cooldowns} now={now} />,
        'Losses in a row': <Streak of={risk.streak} />,
      }}
    />
  );
}
