/** The call of a model behind a vote or a ruling. */
import type { ReactNode } from 'react';
import type { CycleCallView } from '../api/shapes.js';
import { cost, NOTHING } from '../format/figures.js';
import { took } from '../format/time.js';
import { codeWords } from '../format/words.js';
import { callAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';

/** The one by which a member voted; rules are computed and have none. */
export const callBy = (calls: readonly CycleCallView[], member: string): CycleCallView | undefined =>
  calls.find((call) => call.purpose === 'vote' && call.member === member);

export function CallModel({ call }: { call: CycleCallView | undefined }): ReactNode {
  if (!call) return <span title="computed, not asked">{NOTHING}</span>;
  const { callId, provider, model, answeredBy, prompt, promptVersion, latencyMs, cost: usd } = call;
  return (
    <span>
      <span title={`${provider}, asked for ${model}`}>{answeredBy ?? model}</span>, {took(latencyMs)}, {cost(usd)} USD,{' '}
      <Link to={callAddress(callId)} title="What was sent and what came back, as text">
        {prompt} v{promptVersion}
      </Link>
    </span>
  );
}

/** What a model was asked for, and how it went. */
export function CallLine({ call }: { call: CycleCallView }): ReactNode {
  const { member, outcome, detail } = call;
  return (
    <p className="discarded">
      Asked {member}: {codeWords(outcome)}
      {detail !== '' && `, ${detail}`}. <CallModel call={call} />
    </p>
  );
}
