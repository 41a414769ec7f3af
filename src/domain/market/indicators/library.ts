/** The one door to `trading-signals`. Its candles and ours share the field names, so ours are passed as they are. */
export {
  ATR,
  BollingerBands,
  CHOP,
  EMA,
  KeltnerChannels,
  MACD,
  OBV,
  ROC,
  RSI,
  SMA,
  SuperTrend,
  WSMA,
} from 'trading-signals';
