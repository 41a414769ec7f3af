import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const digits = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;

export interface WholeNumberRange {
  readonly min: number;
  readonly max: number;
  readonly description: string;
  readonly default?: number;
}

/** A query parameter of digits alone: `1e3`, ` 5` and an empty text are refused, where Number() would take them. */
export const WholeNumber = ({ min, max, description, ...more }: WholeNumberRange): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: min, maximum: max, description, ...more }),
    IsOptional(),
    Transform(digits),
    IsInt(),
    Min(min),
    Max(max),
  );
