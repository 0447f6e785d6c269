# Exact versions, so that the same file makes the same images. To raise one: docs/running.md.

# What needs pip, and is not in the image that runs.
FROM python:3.13.9-slim-trixie AS packages
COPY requirements.txt .
RUN python -m venv /opt/register \
    && /opt/register/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.txt

FROM caddy:2.10.2-alpine AS proxy
COPY Caddyfile /etc/caddy/Caddyfile
RUN chown -R 10002:10002 /data /config
USER 10002:10002

FROM python:3.13.9-slim-trixie AS register
ENV PATH=/opt/register/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    XDG_CACHE_HOME=/tmp

WORKDIR /srv/register

# What PDFs are set with, and what backups are made with.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 register \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin register

COPY --from=packages /opt/register /opt/register
COPY . .
# The key signs nothing here, and is not kept: the real one comes with the container's environment.
RUN SECRET_KEY=used-while-building-only python manage.py collectstatic --noinput \
    && mkdir heads \
    && chown 10001:10001 heads
USER 10001:10001

EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s --retries=3 \
    CMD ["python", "-m", "ropa.health.probe", "http://127.0.0.1:8000/health/ready/"]
CMD ["python", "manage.py", "serve", "--addrport", "0.0.0.0:8000"]
