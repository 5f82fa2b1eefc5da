using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>A value that a person chose from a connection: show only connections with it, or hide them.</summary>
public sealed record FilterPick(FilterField Field, string Value, bool Excludes);
