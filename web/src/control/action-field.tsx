import { useId, type ReactNode } from 'react';
import type { OrderView, Page, PolicyView, PositionView } from '../api/shapes.js';
import { ORDERS, POLICIES, POSITIONS } from '../live/concerns.js';
import { useResource } from '../live/use-resource.js';
import type { Field } from './actions.js';

interface Option {
  readonly value: string;
  readonly name: string;
}

const plain = (values: readonly string[]): readonly Option[] => values.map((value) => ({ value, name: value }));

function Select({ field, options, none }: { field: Field; options: readonly Option[]; none: string }): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{field.label}</label>
      <select id={id} name={field.name} required disabled={options.length === 0}>
        {options.length === 0 && <option value="">{none}</option>}
        {options.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function OpenPositions({ field }: { field: Field }): ReactNode {
  const { data } = useResource<Page<PositionView>>('/positions?status=open&limit=50', POSITIONS);
  const options = (data?.items ?? [])
    .filter(({ book }) => book === 'trading')
    .map(({ instrumentId, side, quantity }) => ({ value: instrumentId, name: `${instrumentId}, ${side} ${quantity}` }));
  return <Select field={field} options={options} none="no position is open" />;
}

function AdoptedOrders({ field }: { field: Field }): ReactNode {
  const { data } = useResource<Page<OrderView>>('/orders?state=working&limit=200', ORDERS);
  const options = (data?.items ?? [])
    .filter((order) => order.adopted)
    .map(({ clientOrderId, side, quantity, instrumentId, price }) => ({
      value: clientOrderId,
      name: `${side} ${quantity} ${instrumentId}${price === undefined ? '' : ` at ${price}`}`,
    }));
  return <Select field={field} options={options} none="no adopted order is working" />;
}

/** Kept by the account itself. */
const FIXED = ['version', 'name', 'allocationShare'];

function Limits({ field }: { field: Field }): ReactNode {
  const { data } = useResource<Page<PolicyView>>('/policies?limit=1', POLICIES);
  const limits = data?.items[0]?.limits ?? [];
  const options = limits
    .filter(({ key }) => !FIXED.includes(key))
    .map(({ key, value }) => ({ value: key, name: `${key} (now ${value})` }));
  return <Select field={field} options={options} none="the limits are not read yet" />;
}

function Text({ field }: { field: Extract<Field, { hint: string }> }): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{field.label}</label>
      <input
        id={id}
        name={field.name}
        required={!field.optional}
        aria-describedby={`${id}-hint`}
        autoComplete="off"
        inputMode="decimal"
      />
      <span id={`${id}-hint`} className="quiet">
        {field.hint}
      </span>
    </div>
  );
}

/** One thing that an action asks for: a choice of what there is, or a number. */
export function ActionField({ field }: { field: Field }): ReactNode {
  if ('hint' in field) return <Text field={field} />;
  if (typeof field.from !== 'string') return <Select field={field} options={plain(field.from)} none="" />;
  switch (field.from) {
    case 'positions':
      return <OpenPositions field={field} />;
    case 'adopted orders':
      return <AdoptedOrders field={field} />;
    case 'limits':
      return <Limits field={field} />;
  }
}
