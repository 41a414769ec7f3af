/** Lines of the open position and of working entries (all orders handed in work). Told apart by label and dashes, not by colour alone. */
import type { OrderView, PositionView } from '../api/shapes.js';
import { forDrawing } from '../format/figures.js';
import type { Colours } from './colours.js';

export interface Level {
  /** Of the label's text, on the colour of the line. */
  readonly axisLabelTextColor: string;
  readonly title: string;
  readonly price: number;
  readonly color: string;
  /** lightweight-charts: 0 solid, 1 dotted, 2 dashed. */
  readonly lineStyle: 0 | 1 | 2;
}

const ofPosition = (position: PositionView, colours: Colours): readonly Level[] => [
  {
    title: `entry ${position.side}`,
    price: forDrawing(position.entry),
    color: colours.text,
    lineStyle: 0,
    axisLabelTextColor: colours.ground,
  },
  {
    title: position.trailing ? 'trailing stop' : 'stop',
    price: forDrawing(position.stop),
    color: colours.loss,
    lineStyle: 2,
    axisLabelTextColor: colours.ground,
  },
  {
    title: 'target',
    price: forDrawing(position.target),
    color: colours.gain,
    lineStyle: 2,
    axisLabelTextColor: colours.ground,
  },
];

export const levelsOf = (
  instrumentId: string,
  positions: readonly PositionView[],
  orders: readonly OrderView[],
  colours: Colours,
): readonly Level[] => [
  ...positions.filter((row) => row.instrumentId === instrumentId).flatMap((row) => ofPosition(row, colours)),
  ...orders
    .filter((row) => row.instrumentId === instrumentId && row.purpose === 'entry')
    .flatMap((row): Level[] =>
      row.price === undefined
        ? []
        : [
            {
              title: `working ${row.side}`,
              price: forDrawing(row.price),
              color: colours.quiet,
              lineStyle: 1,
              axisLabelTextColor: colours.ground,
            },
          ],
    ),
];
