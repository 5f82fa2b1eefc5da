using Microsoft.AspNetCore.Components;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>Calls back repeatedly while the page is open. Renders nothing.</summary>
public sealed class Every : ComponentBase, IDisposable
{
    private ITimer? _timer;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public TimeSpan Interval { get; set; }

    [Parameter]
    public EventCallback OnTick { get; set; }

    protected override void OnInitialized() =>
        _timer = Clock.CreateTimer(_ => _ = InvokeAsync(OnTick.InvokeAsync), null, Interval, Interval);

    public void Dispose() => _timer?.Dispose();
}
