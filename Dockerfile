# One image, several commands. Builds with the classic builder too.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/venv
COPY requirements.lock ./
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY stancewatch ./stancewatch
COPY ingest ./ingest
COPY process ./process
COPY sinks ./sinks
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation . \
 && /opt/venv/bin/pip uninstall -q -y pip setuptools hatchling && /opt/venv/bin/python -m compileall -q /opt/venv/lib

FROM python:3.11-slim
LABEL org.opencontainers.image.title="Stancewatch" \
      org.opencontainers.image.description="Alerts when a stance on the Ukraine peace talks is new or has changed" \
      org.opencontainers.image.licenses="Apache-2.0 AND CC-BY-SA-4.0"
RUN groupadd --gid 10001 stancewatch && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/stancewatch stancewatch \
 && mkdir -p /var/lib/stancewatch /seeds && chown 10001:10001 /var/lib/stancewatch
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    STANCEWATCH_DATA_FOLDER=/var/lib/stancewatch STANCEWATCH_INGEST__SEEDS_FOLDER=/seeds
USER 10001:10001
WORKDIR /var/lib/stancewatch
VOLUME /var/lib/stancewatch
ENTRYPOINT ["stancewatch"]
CMD ["--help"]
