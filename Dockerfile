FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

WORKDIR /srv/register

# What PDFs are set with.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.txt

COPY . .
# The key signs nothing here, and is not kept: the real one comes with the container's environment.
RUN SECRET_KEY=used-while-building-only python manage.py collectstatic --noinput \
    && useradd --system --no-create-home register \
    && mkdir -p var/pdf heads \
    && chown register var var/pdf heads
USER register

EXPOSE 8000
CMD ["python", "manage.py", "serve", "--addrport", "0.0.0.0:8000"]
