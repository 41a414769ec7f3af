import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { TIMEFRAMES, type Timeframe } from '../../../../domain/market/candle.js';
import { INSTRUMENT_IDS, type InstrumentId } from '../../../../domain/market/instrument.js';
import { AName, APosition } from './filter-text.js';
import { LAST_INSTANT } from './list.parameters.js';
import { PAGE_DEFAULT, PAGE_MAX, PageParameters, ReadParameters } from './page.parameters.js';
import { WholeNumber } from './whole-number.js';

export class FactParameters extends ReadParameters {
  @WholeNumber({ min: 1, max: PAGE_MAX, default: PAGE_DEFAULT, description: 'Facts of a page.' })
  readonly limit: number = PAGE_DEFAULT;

  @APosition('Facts behind this position; from the first one without it.')
  readonly after?: string;
}

export class StreamFactParameters extends PageParameters {
  @WholeNumber({ min: 0, max: LAST_INSTANT, description: 'First version wanted.' })
  readonly from?: number;
}

export class StreamParameters extends PageParameters {
  @AName('Streams whose name begins so.')
  readonly name?: string;
}

export class CandleParameters extends ReadParameters {
  @ApiProperty({ type: 'string', enum: [...INSTRUMENT_IDS] })
  @IsIn([...INSTRUMENT_IDS])
  readonly instrument!: InstrumentId;

  @ApiProperty({ type: 'string', enum: [...TIMEFRAMES] })
  @IsIn([...TIMEFRAMES])
  readonly timeframe!: Timeframe;

  @WholeNumber({ min: 0, max: LAST_INSTANT, description: 'Candles that open at or after this instant, unix ms.' })
  readonly from?: number;

  @WholeNumber({ min: 0, max: LAST_INSTANT, description: 'Candles that open before this instant, unix ms.' })
  readonly to?: number;

  @WholeNumber({ min: 1, max: PAGE_MAX, default: PAGE_DEFAULT, description: 'Candles; of more the newest.' })
  readonly limit: number = PAGE_DEFAULT;
}

export class EventParameters {
  @APosition('Facts behind this position; the header Last-Event-ID says it too, and wins.')
  readonly after?: string;
}
