# The Python that CI tests (tests/test_delivery.py); whoever builds a release pins it to the digest that they checked.
FROM python:3.11-slim-bookworm
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 JINCE_PRODUCTION=1 JINCE_VAR=/var/lib/jince
# Its client programs back PostgreSQL up.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /var/lib/jince --create-home jince
WORKDIR /srv/jince
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.txt
COPY . .
USER jince
VOLUME /var/lib/jince
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# JINCE_SECRET_KEY, JINCE_HOSTS and JINCE_PROXIES must be given; without them it refuses to start and says so. The base is
# made ready by a step of its own, once and not at every start: sh deploy/prepare.sh (compose.yaml).
CMD ["gunicorn", "portal.wsgi", "--bind", "0.0.0.0:8000"]
