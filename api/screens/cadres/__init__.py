"""The dossiers of cadres (老干部档案): found, looked at in eight blocks (八个清), changed block by block, verified."""
