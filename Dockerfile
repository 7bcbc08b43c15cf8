FROM python:3.12-slim
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 JINCE_PRODUCTION=1 JINCE_VAR=/var/lib/jince
WORKDIR /srv/jince
COPY pyproject.toml constraints.txt ./
RUN pip install --no-cache-dir --constraint constraints.txt . && useradd --system --home /var/lib/jince --create-home jince
COPY . .
USER jince
VOLUME /var/lib/jince
EXPOSE 8000
# JINCE_SECRET_KEY and JINCE_HOSTS must be given; without them it refuses to start and says so.
CMD ["sh", "-c", "python manage.py migrate --noinput && python manage.py import_policies --quiet && exec gunicorn portal.wsgi --bind 0.0.0.0:8000 --workers 2"]
