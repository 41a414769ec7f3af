import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { POSITION_TEXT } from '../../../../domain/shared/position-text.js';
import { INSTRUMENT_IDS } from '../../../../domain/market/instrument.js';

/** One of a closed list. */
export const OneOf = (values: readonly string[], description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'string', enum: [...values], description }),
    IsOptional(),
    IsIn([...values]),
  );

export const AnInstrument = (): PropertyDecorator => OneOf(INSTRUMENT_IDS, 'Of this instrument only.');

/** A name of ours: an id, a stream, a code. */
export const AName = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'string', maxLength: 200, description }),
    IsOptional(),
    IsString(),
    Length(1, 200),
  );

/** A position of the log, as answers give it: digits. */
export const APosition = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'string', pattern: POSITION_TEXT.source, description }),
    IsOptional(),
    Matches(POSITION_TEXT, { message: '$property must be a position of the log' }),
  );
