import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { INSTRUMENT_IDS, type InstrumentId } from '../../../../domain/market/instrument.js';
import { OUTSIDE_NAME } from '../../../../domain/outside-agents/outside-name.js';
import { DIRECTIONS, type Direction } from '../../../../domain/signals/signal.events.js';
import { AnId, Chosen, ChosenInstrument } from '../commands/command-body.js';

const LEAST_HORIZON_MS = 60_000;
const LONGEST_HORIZON_MS = 30 * 86_400_000;
const MOST_REASONS = 10;
const REASON_LENGTH = 300;
/** 0 to 1: digits and a point, for a number would lose some of them. */
const CONFIDENCE = /^(0(\.\d{1,18})?|1(\.0{1,18})?)$/;

const AnAgentName = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'string', pattern: OUTSIDE_NAME.source }),
    IsString(),
    Matches(OUTSIDE_NAME, { message: '$property must be 2 to 32 small letters, digits and _, a letter first' }),
  );

export class RegisterBody {
  @AnAgentName()
  readonly name!: string;

  @ApiProperty({ type: 'array', items: { type: 'string', enum: [...INSTRUMENT_IDS] }, description: 'What it knows.' })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn([...INSTRUMENT_IDS], { each: true })
  readonly instruments!: InstrumentId[];

  @ApiProperty({ type: 'integer', minimum: LEAST_HORIZON_MS, maximum: LONGEST_HORIZON_MS })
  @IsInt()
  @Min(LEAST_HORIZON_MS)
  @Max(LONGEST_HORIZON_MS)
  readonly horizonMs!: number;

  @ApiPropertyOptional({ type: 'string', maxLength: 500, description: 'How it comes to its signals.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  readonly description?: string;
}

export class AnswerBody {
  @AnId('Of the request that is answered.')
  readonly requestId!: string;

  @ChosenInstrument()
  readonly instrumentId!: InstrumentId;

  @Chosen(DIRECTIONS, 'Which way the price will go.')
  readonly direction!: Direction;

  @ApiProperty({ type: 'string', pattern: CONFIDENCE.source, description: '0 to 1.' })
  @Matches(CONFIDENCE, { message: '$property must be a decimal from 0 to 1 in quotes, as "0.65"' })
  readonly confidence!: string;

  @ApiProperty({ type: 'array', items: { type: 'string', maxLength: REASON_LENGTH }, maxItems: MOST_REASONS })
  @IsArray()
  @ArrayMaxSize(MOST_REASONS)
  @IsString({ each: true })
  @Length(1, REASON_LENGTH, { each: true })
  readonly reasons!: string[];
}

export class ResponseBody {
  @AnAgentName()
  readonly agent!: string;

  @AnId('The messageId of the request.')
  readonly inReplyTo!: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  @IsObject()
  readonly payload!: Readonly<Record<string, unknown>>;
}
