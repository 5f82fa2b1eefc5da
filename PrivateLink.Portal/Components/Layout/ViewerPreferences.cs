using Microsoft.JSInterop;

namespace PrivateLink.Portal.Components.Layout;

/// <summary>How one person wants to see the portal: theme, times, navigation. The browser keeps it; each circuit has one instance.</summary>
public sealed class ViewerPreferences(IJSRuntime browser) : IAsyncDisposable
{
    /// <summary>The separator between names in a cookie.</summary>
    private const char Separator = '.';

    private static long _last;

    private readonly long _id = Interlocked.Increment(ref _last);
    private DotNetObjectReference<ViewerPreferences>? _self;

    /// <summary>Raised when anything below has changed.</summary>
    public event Action? Changed;

    public bool IsLoaded { get; private set; }

    public ThemeChoice Theme { get; private set; }

    public bool IsDark { get; private set; }

    public bool NarrowRail { get; private set; }

    public bool TimesInUtc { get; private set; }

    /// <summary>Whether the rows of long tables are low.</summary>
    public bool CompactRows { get; private set; }

    /// <summary>Whether a screen reader announces what changes by itself (<see cref="SpokenNews"/>).</summary>
    public bool SpeaksNews { get; private set; } = true;

    /// <summary>Whether charts and lists show marks for events of the policy, an upstream or the service.</summary>
    public bool ShowsMarks { get; private set; } = true;

    /// <summary>The names of the columns that the person hides in tables of connections. A change replaces the set.</summary>
    public IReadOnlySet<string> HiddenColumns { get; private set; } = new HashSet<string>();

    /// <summary>Whether the person has finished or closed the demonstration's tour.</summary>
    public bool TourSeen { get; private set; }

    /// <summary>The zone of the person's device; UTC when the server does not know it.</summary>
    public TimeZoneInfo DeviceZone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>The zone in which exact times are shown.</summary>
    public TimeZoneInfo Zone => TimesInUtc ? TimeZoneInfo.Utc : DeviceZone;

    /// <summary>Reads the saved preferences from the browser, once, before the first frame.</summary>
    public async Task LoadAsync()
    {
        var stored = await browser.InvokeAsync<Stored?>("privateLinkPreferences.read");
        if (stored is not null)
        {
            Theme = Enum.TryParse<ThemeChoice>(stored.Theme, ignoreCase: true, out var theme) ? theme : ThemeChoice.System;
            IsDark = stored.IsDark;
            TimesInUtc = stored.Utc;
            NarrowRail = stored.NarrowRail;
            CompactRows = stored.CompactRows;
            SpeaksNews = !stored.Silent;
            ShowsMarks = !stored.NoMarks;
            HiddenColumns = (stored.HiddenColumns ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries).ToHashSet();
            TourSeen = stored.TourSeen;
            DeviceZone = stored.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;
        }

        _self = DotNetObjectReference.Create(this);
        await browser.InvokeVoidAsync("privateLinkPreferences.watch", _id, _self);
        IsLoaded = true;
        Changed?.Invoke();
    }

    public async Task ChooseThemeAsync(ThemeChoice theme)
    {
        Theme = theme;
        IsDark = await RememberAsync("theme", theme switch { ThemeChoice.Light => "light", ThemeChoice.Dark => "dark", _ => "system" });
        Changed?.Invoke();
    }

    public async Task ShowTimesInUtcAsync(bool utc)
    {
        TimesInUtc = utc;
        await RememberAsync("times", utc ? "utc" : "local");
        Changed?.Invoke();
    }

    public async Task NarrowRailAsync(bool narrow)
    {
        NarrowRail = narrow;
        await RememberAsync("rail", narrow ? "narrow" : "wide");
        Changed?.Invoke();
    }

    public async Task CompactRowsAsync(bool compact)
    {
        CompactRows = compact;
        await RememberAsync("rows", compact ? "compact" : "comfortable");
        Changed?.Invoke();
    }

    public async Task SpeakNewsAsync(bool speak)
    {
        SpeaksNews = speak;
        await RememberAsync("news", speak ? "spoken" : "silent");
        Changed?.Invoke();
    }

    public async Task ShowMarksAsync(bool show)
    {
        ShowsMarks = show;
        await RememberAsync("marks", show ? "shown" : "hidden");
        Changed?.Invoke();
    }

    public async Task HideColumnsAsync(IEnumerable<string> names)
    {
        HiddenColumns = names.ToHashSet();
        await RememberAsync("columns", string.Join(Separator, HiddenColumns));
        Changed?.Invoke();
    }

    public async Task EndTourAsync()
    {
        TourSeen = true;
        await RememberAsync("tour", "seen");
        Changed?.Invoke();
    }

    [JSInvokable]
    public void OnSystemThemeChanged(bool isDark)
    {
        IsDark = isDark;
        Changed?.Invoke();
    }

    public async ValueTask DisposeAsync()
    {
        if (_self is null) return;
        try
        {
            await browser.InvokeVoidAsync("privateLinkPreferences.unwatch", _id);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The page is closed, so its listeners are gone too.
        }

        _self.Dispose();
    }

    private ValueTask<bool> RememberAsync(string name, string value) =>
        browser.InvokeAsync<bool>("privateLinkPreferences.remember", name, value);

    private sealed record Stored(
        string? Theme, bool IsDark, string? TimeZone, bool Utc, bool NarrowRail, bool CompactRows, bool Silent, bool NoMarks, bool TourSeen, string? HiddenColumns = null);
}
