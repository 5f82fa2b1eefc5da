using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>A value that somebody chose out of a connection: show only such, or leave such out.</summary>
public sealed record FilterPick(FilterField Field, string Value, bool Excludes);
