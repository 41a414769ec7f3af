# The tests run on this Node; see .nvmrc.
FROM node:20-bookworm-slim AS build
WORKDIR /app
# Packages first, so that a changed source does not install them again.
COPY package.json package-lock.json .npmrc ./
COPY scripts/ready.mjs scripts/digest.mjs ./scripts/
RUN node scripts/ready.mjs
COPY . .
RUN npm run build && npm prune --omit=dev --loglevel=error

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=root:root /app/package.json ./
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/dist ./dist
COPY --from=build --chown=root:root /app/web/dist ./web/dist
# The program may write here and nowhere else.
RUN mkdir .data && chown node:node .data
VOLUME /app/.data
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/v1/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
