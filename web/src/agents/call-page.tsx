import type { ReactNode } from 'react';
import type { ModelCallTexts } from '../api/shapes.js';
import { cost, NOTHING } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { took } from '../format/time.js';
import { codeWords } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { Facts } from '../frame/facts.js';
import { Page } from '../frame/page.js';
import { Section } from '../frame/section.js';
import { useResource } from '../live/use-resource.js';
import { cycleAddress, factOf } from '../routing/addresses.js';
import { Link } from '../routing/link.js';

function About({ of: call }: { of: ModelCallTexts }): ReactNode {
  const { model, answeredBy, cycleId, instruments, prompt } = call;
  return (
    <Facts
      of={{
        Member: call.member,
        Model: answeredBy === undefined || answeredBy === model ? model : `${model}, answered by ${answeredBy}`,
        Provider: call.provider,
        'For a': call.purpose,
        About: cycleId === undefined ? instruments.join(', ') : <Link to={cycleAddress(cycleId)}>a decision</Link>,
        Asked: <Moment at={call.askedAt} />,
        Took: `${took(call.latencyMs)} in ${call.attempts} ${call.attempts === 1 ? 'attempt' : 'attempts'}`,
        Outcome: codeWords(call.outcome),
        Prompt: <span title={prompt.digest}>{`${prompt.name} v${prompt.version}`}</span>,
        'Tokens in, out': `${call.inputTokens}, ${call.outputTokens}`,
        'Cost, USD': cost(call.cost),
        'Request at the provider': call.requestId ?? NOTHING,
      }}
    />
  );
}

function Text({ title, text, empty }: { title: string; text: string; empty: string }): ReactNode {
  return (
    <Section title={title}>
      {text === '' ? <p className="note">{empty}</p> : <pre className="said">{text}</pre>}
    </Section>
  );
}

/** One call: what was sent and what came back, as text and as nothing else. */
export function CallPage({ callId }: { callId: string }): ReactNode {
  const call = useResource<ModelCallTexts>(`/models/calls/${encodeURIComponent(callId)}`, undefined);
  return (
    <Page
      title="Call of a model"
      lead={call.data && <Link to={factOf(call.data.stream, call.data.version)}>The fact of this call</Link>}
    >
      <Answer of={call} what="the call">
        {(view) => (
          <>
            <About of={view} />
            {view.detail !== '' && <p className="warn">{view.detail}</p>}
            <Text title="What it was told to be" text={view.system} empty="Nothing." />
            <Text title="What it was asked" text={view.user} empty="Nothing." />
            <Text title="What it answered" text={view.answer} empty="Nothing came back." />
          </>
        )}
      </Answer>
    </Page>
  );
}
