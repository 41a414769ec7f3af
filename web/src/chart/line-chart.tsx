import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef, type ReactNode } from 'react';
import { day, dayClock, minute } from '../format/time.js';
import { useColours, type Colours } from './colours.js';

interface Props {
  /** For those who cannot see it: what it shows and the last value. */
  readonly label: string;
  /** Unix ms, rising. */
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly height: number;
  readonly tone: keyof Colours;
  /** Text of a value on the axis and under the pointer. */
  readonly show: (value: number) => string;
  readonly onPoint: (index: number | undefined) => void;
}

const DAY_S = 86_400;

const optionsOf = (props: Props, colours: Colours, width: number): uPlot.Options => {
  const axis = { stroke: colours.quiet, font: '11px system-ui', grid: { stroke: colours.line, width: 1 } };
  return {
    width,
    height: props.height,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        ticks: { stroke: colours.line },
        values: (_, ticks, _axis, _space, step) =>
          ticks.map((tick) => (step >= DAY_S ? day(tick * 1_000) : minute(tick * 1_000))),
      },
      { ...axis, size: 76, space: 22, ticks: { show: false }, values: (_, ticks) => ticks.map(props.show) },
    ],
    series: [
      { value: (_, at) => dayClock(at * 1_000) },
      { stroke: colours[props.tone], width: 1.5, points: { show: false } },
    ],
    hooks: { setCursor: [({ cursor }) => props.onPoint(cursor.idx ?? undefined)] },
  };
};

const dataOf = ({ times, values }: Props): uPlot.AlignedData => [times.map((at) => at / 1_000), [...values]];

/** A line over time. Drawn anew when colours or width change; new points are only added. */
export default function LineChart(props: Props): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const colours = useColours();
  useEffect(() => {
    const host = element.current;
    if (!host) return undefined;
    const drawn = new uPlot(optionsOf(latest.current, colours, host.clientWidth), dataOf(latest.current), host);
    plot.current = drawn;
    const resize = new ResizeObserver(() => drawn.setSize({ width: host.clientWidth, height: latest.current.height }));
    resize.observe(host);
    return () => {
      resize.disconnect();
      drawn.destroy();
    };
  }, [colours]);
  useEffect(() => plot.current?.setData(dataOf(latest.current)), [props.times, props.values]);
  return <div ref={element} className="line-chart" role="img" aria-label={props.label} />;
}
