# SPDX-FileCopyrightText: 2026 The Signalbox developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Real Prometheus and Alertmanager for tests with the label "real"; see packaging/real-servers.sh.
signalbox_library(signalbox_real_servers
    "${CMAKE_CURRENT_LIST_DIR}/realalertmanager.cpp"
    "${CMAKE_CURRENT_LIST_DIR}/realserver.cpp"
    "${CMAKE_CURRENT_LIST_DIR}/realserver.h")
target_link_libraries(signalbox_real_servers PUBLIC Qt6::Core PRIVATE Qt6::Network)
target_compile_definitions(signalbox_real_servers PRIVATE SIGNALBOX_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
