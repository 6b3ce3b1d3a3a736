"""Areas, units, officers: one module each, one list of addresses."""

from . import areas, officers, units

urlpatterns = [*areas.urlpatterns, *units.urlpatterns, *officers.urlpatterns]
